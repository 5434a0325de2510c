DELETE FROM echelle_outline
WHERE id BETWEEN (SELECT min(id) FROM echelle_territory WHERE layer = ?1)
               AND (SELECT max(id) FROM echelle_territory WHERE layer = ?1)

DELETE FROM echelle_shape
WHERE territory BETWEEN (SELECT min(id) FROM echelle_territory WHERE layer = ?1)
                      AND (SELECT max(id) FROM echelle_territory WHERE layer = ?1)

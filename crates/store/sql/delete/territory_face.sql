DELETE FROM echelle_territory_face
WHERE territory BETWEEN (SELECT min(id) FROM echelle_territory WHERE layer = ?1)
                      AND (SELECT max(id) FROM echelle_territory WHERE layer = ?1)

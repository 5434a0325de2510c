SELECT territory, code FROM echelle_territory_commune
WHERE territory BETWEEN (SELECT min(id) FROM echelle_territory WHERE layer = ?1)
                    AND (SELECT max(id) FROM echelle_territory WHERE layer = ?1)
ORDER BY territory, code

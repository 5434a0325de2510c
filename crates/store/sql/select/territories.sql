SELECT id, kind, code, name, first_vintage, last_vintage, nature, seat, ground, ground_vintage
FROM echelle_territory WHERE layer = ?1 ORDER BY id

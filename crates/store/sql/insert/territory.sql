INSERT INTO echelle_territory
    (id, layer, kind, code, name, first_vintage, last_vintage, nature, seat, ground, ground_vintage)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)

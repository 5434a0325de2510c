INSERT INTO echelle_place (commune, geom) VALUES (?1, ?2)

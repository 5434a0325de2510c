INSERT INTO echelle_shape (territory, geom) VALUES (?1, ?2)

INSERT INTO echelle_layer (id, key, digest) VALUES (?1, ?2, ?3)

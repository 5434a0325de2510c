INSERT INTO echelle_face (id, key) VALUES (?1, ?2)

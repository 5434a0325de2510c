INSERT INTO echelle_commune (id, vintage, code) VALUES (?1, ?2, ?3)

INSERT INTO echelle_succession_commune (succession, code) VALUES (?1, ?2)

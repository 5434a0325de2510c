INSERT INTO echelle_territory_face (territory, face) VALUES (?1, ?2)

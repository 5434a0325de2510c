INSERT INTO echelle_territory_commune (territory, code) VALUES (?1, ?2)

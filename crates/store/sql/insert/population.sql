INSERT INTO echelle_population (vintage, unit, people) VALUES (?1, ?2, ?3)

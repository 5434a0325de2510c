INSERT INTO echelle_vintage (year) VALUES (?1)

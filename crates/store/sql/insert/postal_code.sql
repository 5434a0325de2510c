INSERT INTO echelle_postal_code (commune, postal_code) VALUES (?1, ?2)

INSERT INTO echelle_siren (commune, siren) VALUES (?1, ?2)

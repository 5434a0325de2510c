INSERT INTO echelle_kind (kind, view) VALUES (?1, ?2)

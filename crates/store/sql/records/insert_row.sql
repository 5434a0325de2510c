INSERT INTO echelle_record (record_set, row) VALUES (?1, ?2)

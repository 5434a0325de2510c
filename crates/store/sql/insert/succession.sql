INSERT INTO echelle_succession (id, vintage, old, old_name, event, reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)

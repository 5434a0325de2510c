INSERT INTO echelle_outline (id, kind, code, name, nature, seat, source, estimated, geom)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)

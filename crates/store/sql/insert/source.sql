INSERT INTO echelle_source (layer, key, name, licence, attribution, url, vintage, estimated)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

INSERT INTO echelle_record_set
    (id, collection, key, name, licence, attribution, url, vintage, estimated, digest)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

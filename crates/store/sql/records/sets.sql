SELECT id, collection, key, name, licence, attribution, url, vintage, estimated, digest
FROM echelle_record_set ORDER BY collection, key

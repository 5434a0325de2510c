INSERT INTO echelle_store (id, schema_version, version) VALUES (1, ?1, ?2)

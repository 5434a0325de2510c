SELECT schema_version FROM echelle_store WHERE id = 1

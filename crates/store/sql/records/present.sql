SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'echelle_record_set'

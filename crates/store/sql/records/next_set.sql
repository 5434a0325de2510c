SELECT coalesce(max(id), 0) + 1 FROM echelle_record_set

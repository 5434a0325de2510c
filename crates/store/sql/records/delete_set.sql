DELETE FROM echelle_record_set WHERE id = ?1

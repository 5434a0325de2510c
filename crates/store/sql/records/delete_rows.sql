DELETE FROM echelle_record WHERE record_set = ?1

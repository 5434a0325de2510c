SELECT row FROM echelle_record WHERE record_set = ?1 ORDER BY id

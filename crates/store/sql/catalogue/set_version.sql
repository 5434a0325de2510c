UPDATE echelle_store SET version = ?1 WHERE id = 1

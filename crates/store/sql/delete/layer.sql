DELETE FROM echelle_layer WHERE id = ?1

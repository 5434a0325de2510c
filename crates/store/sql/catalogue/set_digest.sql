UPDATE echelle_layer SET digest = ?2 WHERE id = ?1

SELECT version FROM echelle_store WHERE id = 1

SELECT id, vintage, old, old_name, event, reason FROM echelle_succession ORDER BY id

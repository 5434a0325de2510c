SELECT id, vintage, code FROM echelle_commune ORDER BY id

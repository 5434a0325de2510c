SELECT vintage, unit, people FROM echelle_population ORDER BY id

SELECT year FROM echelle_vintage ORDER BY year

SELECT commune, postal_code FROM echelle_postal_code ORDER BY id

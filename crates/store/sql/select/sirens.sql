SELECT commune, siren FROM echelle_siren ORDER BY commune

SELECT view FROM echelle_kind

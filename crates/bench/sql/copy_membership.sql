COPY membership (territory, face, fraction, people, area) FROM STDIN

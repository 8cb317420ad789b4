"""Pages assembled from claims, whatever the number of claims in a fixed number of
queries. Loading decides what readers may see; the other modules only arrange it."""

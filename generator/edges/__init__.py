"""The world: files, the cache, worker processes, pictures.

Edges know nothing of news. They turn what lies on a machine into values, and values
into what lies on a machine; whatever can fail fails here, by name.
"""

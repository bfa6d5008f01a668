"""What people look at: the interactive page of a lineage and the still picture of it.

``layout`` says where everything stands, ``geometry`` turns places into curves, ``scene`` gathers both
with the words; ``page`` (pyvis) and ``picture`` (SVG, PNG) draw the same scene.
"""

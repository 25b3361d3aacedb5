"""The order-processing procedure as knowledge: words, values, life cycles, machines.

Pure: no file, no network, no clock and no randomness of its own. What a step needs
(time, actor, weight) arrives in its event.
"""

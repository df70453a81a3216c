package io.octarchy.mesh.node;

import io.octarchy.mesh.config.MeshSettings;

/**
 * One node's own settings.
 *
 * @param name unique among the living members.
 * @param launch random id of this life of the process, so that a repeated Join is one Join.
 */
public record NodeSettings(MeshSettings mesh, String name, long launch) {}

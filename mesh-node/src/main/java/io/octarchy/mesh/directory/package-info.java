/**
 * Where an entity is (rule 26): the home node of its shard knows, whoever sends remembers, and the coordinator is not
 * asked.
 */
package io.octarchy.mesh.directory;

/**
 * Holds the wire to its word: golden bytes of every message of every schema, round trips, truncation, and evolution
 * against a newer version of each schema. Everything is driven by the schema files themselves, so that a message that
 * is added is covered, or the build fails.
 */
package io.octarchy.codec;

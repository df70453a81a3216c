/**
 * Bad weather for a media driver: datagrams that are lost, doubled, overtaken or cut off, without special rights. A process
 * has it by two of Aeron's own system properties and a file that somebody else writes while it runs.
 */
package io.octarchy.tools.weather;

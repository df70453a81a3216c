/**
 * What a handover costs beside a bare round trip. Two processes with a media driver each meet over UDP on loopback; in one
 * run, interleaved, with the same idle strategy and the same driver settings, they exchange raw messages and hand entities
 * over, so that the ratio of the two says what the protocol adds.
 */
package io.octarchy.perf.roundtrip;

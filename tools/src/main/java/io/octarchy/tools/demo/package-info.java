/** The main job in one process: coordinator, nodes, gateway, synthetic players, checker and report. */
package io.octarchy.tools.demo;

/** Where an engine begins: starts nodes and gateways with their threads, drivers and files. */
package io.octarchy.mesh.launch;

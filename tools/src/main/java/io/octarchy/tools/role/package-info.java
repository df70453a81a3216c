/** One role of the mesh as a process of its own: node, coordinator, gateway. */
package io.octarchy.tools.role;

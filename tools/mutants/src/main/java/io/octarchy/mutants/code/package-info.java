/** Small changes of compiled code: what a planted bug is made of. */
package io.octarchy.mutants.code;
